// node verify.mjs <file with the raw body> <signature header> <secret>
import { readFileSync } from "node:fs";
import Stripe from "stripe";

const [file, signature, secret] = process.argv.slice(2);
try {
  const event = new Stripe("sk_test_none").webhooks.constructEvent(readFileSync(file), signature, secret);
  console.log(`accepted ${event.type} ${JSON.stringify(event)}`);
} catch (error) {
  console.log(`refused: ${error.type}`);
}
