// Lambda's Runtime API, written by hand for machines where aws-lambda-ric does not build: node dist/runtime.mjs
// ingress
import { Agent, request } from "node:http";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
    const options = { host, port, agent, method, path: `/2018-06-01/runtime${path}`, headers };
    const sent = request(options, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, text: Buffer.concat(chunks).toString() }));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const errorOf = (e) => JSON.stringify({ errorType: e.name, errorMessage: e.message });

let handler;
try {
  ({ handler } = await import(`./${process.argv[2]}.mjs`));
} catch (e) {
  await call("POST", "/init/error", errorOf(e));
  throw e;
}
for (;;) {
  const { headers, text } = await call("GET", "/invocation/next");
  const awsRequestId = headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"] ?? "";
  let path = `/invocation/${awsRequestId}/response`;
  let answer;
  try {
    answer = JSON.stringify(await handler(JSON.parse(text), { awsRequestId }));
  } catch (e) {
    console.error(e);
    path = `/invocation/${awsRequestId}/error`;
    answer = errorOf(e);
  }
  await call("POST", path, answer);
}
