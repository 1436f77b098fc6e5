// node verify.mjs <file with the raw body> <webhook-id> <webhook-timestamp> <webhook-signature> <whsec_… or whpk_…>
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const [file, id, timestamp, signature, key] = process.argv.slice(2);
const body = readFileSync(file);

/** ed25519, which the library does not know yet: Node's own, by the specification. */
function verifiesAsymmetric() {
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(key.slice(5), "base64")]);
  const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  return signature
    .split(" ")
    .filter((item) => item.startsWith("v1a,"))
    .some((item) => verify(null, signed, publicKey, Buffer.from(item.slice(4), "base64")));
}

try {
  if (key.startsWith("whpk_")) {
    console.log(verifiesAsymmetric() ? `accepted ${body}` : "refused");
  } else {
    const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
    console.log(`accepted ${JSON.stringify(new Webhook(key).verify(body, headers))}`);
  }
} catch (error) {
  console.log(`refused: ${error.message}`);
}
