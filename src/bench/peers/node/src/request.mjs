const MAX_BODY_BYTES = 5 * 1024 * 1024;
const MAX_EVENT_BYTES = 256 * 1024;
const MAX_EVENTS = 500;
const MAX_DETAILS = 100;
const EVENT_FIELDS = ["type", "payload", "idempotencyKey", "timestamp"];
const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** The schema of an event of type feature.used. */
const SCHEMA = {
  count: { type: "number", nullable: true },
  feature: { type: "string", required: true },
  plan: { type: "string", nullable: true },
  user_id: { type: "string", required: true },
};
const DECLARED = Object.keys(SCHEMA);
const REQUIRED = DECLARED.filter((name) => SCHEMA[name].required);

/** A request is refused. The error holds everything that the sender needs to correct it. */
export class Refused extends Error {
  constructor(status, code, message, details = []) {
    super(message);
    Object.assign(this, { status, code, details });
  }
}

const child = (path, name) => (/^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}['${name}']`);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const kindOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

function checkPayload(payload, path, wrong) {
  for (const name of Object.keys(payload)) {
    const field = Object.hasOwn(SCHEMA, name) ? SCHEMA[name] : undefined;
    const value = payload[name];
    if (!field) {
      wrong(child(path, name), `field is not declared; expected one of ${DECLARED.join(", ")}`);
    } else if (value === null) {
      if (!field.nullable) wrong(child(path, name), "must not be null");
    } else if (typeof value !== field.type) {
      wrong(child(path, name), `expected ${field.type}, found ${kindOf(value)}`);
    }
  }
  for (const name of REQUIRED) {
    if (!Object.hasOwn(payload, name)) wrong(child(path, name), "required field is missing");
  }
}

function checkEvent(event, path, wrong) {
  if (!isObject(event)) {
    wrong(path, "expected an event object with type and payload");
    return;
  }
  for (const name of Object.keys(event)) {
    if (!EVENT_FIELDS.includes(name)) {
      wrong(child(path, name), `unknown field; expected one of ${EVENT_FIELDS.join(", ")}`);
    }
  }
  const { type, payload, idempotencyKey: key, timestamp } = event;
  if (type === undefined) wrong(`${path}.type`, "required field is missing");
  else if (typeof type !== "string") wrong(`${path}.type`, "expected a string");
  else if (type !== "feature.used")
    wrong(`${path}.type`, "this type is not declared, and only declared ones are taken");
  if (payload === undefined) wrong(`${path}.payload`, "required field is missing");
  else if (!isObject(payload)) wrong(`${path}.payload`, "expected an object");
  if (key !== undefined && (typeof key !== "string" || key.length < 1 || key.length > 255)) {
    wrong(`${path}.idempotencyKey`, "expected a string of 1 to 255 characters");
  }
  if (timestamp !== undefined) {
    const at = ISO_8601.test(timestamp) ? Date.parse(timestamp) : NaN;
    if (Number.isNaN(at)) {
      wrong(`${path}.timestamp`, "expected an ISO 8601 time with an offset, such as 2026-01-31T09:30:00Z");
    } else if (at < 0 || at > 253402300799000) {
      wrong(`${path}.timestamp`, "expected a time from 1970 to 9999");
    }
  }
  if (type === "feature.used" && isObject(payload)) checkPayload(payload, `${path}.payload`, wrong);
}

function parse(request) {
  const text = request.isBase64Encoded ? Buffer.from(request.body, "base64").toString() : (request.body ?? "");
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) throw new Refused(413, "too_large", "The body is too large.");
  const mediaType = request.headers["content-type"]?.split(";")[0].trim().toLowerCase();
  if (mediaType !== undefined && mediaType !== "application/json") {
    throw new Refused(415, "unsupported_media_type", "Send Content-Type: application/json.");
  }
  try {
    return { body: JSON.parse(text), length: text.length };
  } catch (e) {
    const details = [{ path: "$", message: `not valid JSON: ${e.message}` }];
    throw new Refused(400, "invalid_json", "The body could not be read as JSON.", details);
  }
}

/** Reads the events of a request. It accepts all or none, and reports every mistake. */
export function readEvents(request) {
  const { body, length } = parse(request);
  const details = [];
  const wrong = (path, message) => details.push({ path, message });
  let events = [body];
  if (!isObject(body)) {
    wrong("$", 'expected {"events": [ … ]} or one event object');
  } else if (body.events === undefined) {
    checkEvent(body, "$", wrong);
  } else {
    for (const name of Object.keys(body)) {
      if (name !== "events") wrong(child("$", name), 'unknown field beside "events"');
    }
    events = body.events;
    if (!Array.isArray(events)) wrong("$.events", "expected an array of events");
    else if (events.length < 1 || events.length > MAX_EVENTS) {
      wrong("$.events", `expected 1 to ${MAX_EVENTS} events, found ${events.length}`);
    } else events.forEach((event, i) => checkEvent(event, `$.events[${i}]`, wrong));
  }
  if (details.length > 0) {
    const all = `Nothing was accepted: ${details.length} thing${details.length === 1 ? " is" : "s are"} wrong.`;
    const rest = details.length > MAX_DETAILS ? ` The first ${MAX_DETAILS} are listed.` : "";
    throw new Refused(400, "invalid_event", all + rest, details.slice(0, MAX_DETAILS));
  }
  // No payload is longer than the body.
  if (length > MAX_EVENT_BYTES && events.some(isLarge)) throw new Refused(413, "too_large", "An event is too large.");
  return events;
}

const isLarge = (event) => Buffer.byteLength(JSON.stringify(event.payload)) > MAX_EVENT_BYTES;
