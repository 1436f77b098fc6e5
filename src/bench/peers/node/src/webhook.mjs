import http from "node:http";
import https from "node:https";

const TIMEOUT = 10_000;
const MAX_READ = 64 * 1024;
const MAX_EXCERPT = 1024;
const agents = {
  "http:": new http.Agent({ keepAlive: true, maxSockets: 10 }),
  "https:": new https.Agent({ keepAlive: true, maxSockets: 10 }),
};

const REASONS = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "the host name has no address",
  ABORT_ERR: `no whole answer within ${TIMEOUT} ms`,
};

/** Returns the first KiB, without a truncated character and without control characters except tabs and line ends. */
function excerpt(bytes) {
  const text = bytes
    .subarray(0, MAX_EXCERPT)
    .toString()
    .replace(/\ufffd$/, "");
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, "\ufffd");
}

/** Returns the seconds to wait that a 429 or 503 asks for. */
function retryAfter({ statusCode, headers }) {
  const value = headers["retry-after"];
  if (value === undefined || (statusCode !== 429 && statusCode !== 503)) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}

/**
 * Sends one POST over a kept-alive connection, and returns the status and the beginning of the body, or an error
 * message. It does not follow redirects, and never throws, whatever the receiver does.
 */
export function post(url, headers, body) {
  const bytes = Buffer.from(body);
  const { protocol } = new URL(url);
  const options = {
    method: "POST",
    agent: agents[protocol],
    signal: AbortSignal.timeout(TIMEOUT),
    headers: { ...headers, "Content-Length": bytes.length },
  };
  return new Promise((resolve) => {
    const request = (protocol === "https:" ? https : http).request(url, options, (response) => {
      const chunks = [];
      let length = 0;
      const done = () =>
        resolve({
          status: response.statusCode,
          retryAfter: retryAfter(response),
          body: excerpt(Buffer.concat(chunks)),
        });
      response.on("data", (chunk) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_READ) {
          done();
          response.destroy();
        }
      });
      response.on("end", done);
      response.on("error", failed);
    });
    function failed(e) {
      if (request.reusedSocket && e.code === "ECONNRESET") {
        post(url, headers, body).then(resolve); // the receiver had closed the kept-alive connection
      } else {
        resolve({ error: REASONS[e.code] ?? `the connection broke before the whole answer came: ${e.message}` });
      }
    }
    request.on("error", failed);
    request.end(bytes);
  });
}
