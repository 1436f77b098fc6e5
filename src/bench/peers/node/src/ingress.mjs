import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { dynamoDb, readItems, sendMessages, writeItems } from "./aws.mjs";
import { deliveryId, derivedId, freshId, payloadHash, sha256, shardOf } from "./ids.mjs";
import { readEvents, Refused } from "./request.mjs";
import { TARGET } from "./target.mjs";
import { begin, count, end, log, traceHeader } from "./telemetry.mjs";

const WINDOW = 24 * 60 * 60 * 1000;
const CLOCKS_DIFFER = 5 * 60 * 1000;
const KEY_REMEMBERED = 60 * 1000;
const RETENTION_SECONDS = 90 * 24 * 60 * 60;
const PIPELINE = "track-feature-usage";
const DESTINATION = "acme";
const FEATURES = new Set(["export", "api", "webhook"]);
const EVENTS = process.env.INGESTLAYER_EVENTS_TABLE;
const ENTITIES = process.env.INGESTLAYER_ENTITIES_TABLE;
const KEYS = process.env.INGESTLAYER_KEYS_TABLE;
const QUEUE = process.env.INGESTLAYER_DELIVERIES_QUEUE_URL;

const keys = new Map();

/** Looks up the key in the Authorization header by its hash. */
async function authenticate(header) {
  const token = header?.match(/^bearer +([A-Za-z0-9._~+/-]{1,512}=*) *$/i)?.[1];
  if (!token) {
    const what = header === undefined ? "missing" : "malformed";
    const how = "Send: Authorization: Bearer il_live_…";
    throw new Refused(401, "unauthorized", `The Authorization header is ${what}. ${how}`);
  }
  const hash = sha256(token);
  const known = keys.get(hash);
  if (known && Date.now() - known.since < KEY_REMEMBERED) return known.key;
  const { Item: item } = await dynamoDb.send(
    new GetItemCommand({ TableName: KEYS, Key: { key_hash: { S: hash } }, ConsistentRead: true }),
  );
  if (!item || item.kind || item.status?.S !== "active") {
    keys.delete(hash);
    throw new Refused(401, "unauthorized", "The API key is unknown or revoked.");
  }
  const key = { name: item.name.S, source: item.source?.S ?? "sdk.event", scopes: item.scopes?.SS ?? [] };
  keys.set(hash, { key, since: Date.now() });
  return key;
}

/**
 * Returns the event's id, and the ids it has if it arrived in the previous window or at a process whose clock is
 * ahead.
 */
function identify(event, source, now) {
  const key = event.idempotencyKey;
  if (key === undefined) return { id: freshId(), others: [] };
  const window = Math.floor(now / WINDOW);
  const others = [window - 1];
  if (Math.floor((now + CLOCKS_DIFFER) / WINDOW) !== window) others.push(window + 1);
  const idIn = (number) => derivedId(source, event.type, key, number);
  return { id: idIn(window), others: others.map(idIn) };
}

/** Returns, for those of the ids that were accepted, the time of acceptance and the hash of the payload. */
async function acceptedBefore(identities, now) {
  const ids = new Set(identities.flatMap(({ id, others }) => (others.length > 0 ? [id, ...others] : [])));
  const found = await readItems(
    EVENTS,
    [...ids].map((id) => ({ event_id: { S: id }, item: { S: "event" } })),
    "event_id, accepted_at, payload_hash, expires_at",
  );
  const live = found.filter((item) => Number(item.expires_at.N) * 1000 > now);
  return new Map(live.map((item) => [item.event_id.S, { at: Number(item.accepted_at.N), hash: item.payload_hash?.S }]));
}

/** Returns the traits of the users that the events name, by user id. */
async function traitsOf(events) {
  const users = new Set(events.map((event) => event.payload.user_id));
  const lookedUp = [...users].filter((user) => user.length > 0 && Buffer.byteLength(user) <= 1024);
  const found = await readItems(
    ENTITIES,
    lookedUp.map((user) => ({ entity_key: { S: `user#${user}` } })),
    "kind, external_id, traits",
  );
  return new Map(found.map((item) => [item.external_id.S, unmarshall(item.traits?.M ?? {})]));
}

/** Queues the deliveries and then writes the events. A process that dies in between has not promised anything. */
async function commit(events, now) {
  const passed = events.filter(
    (event) => event.source === "sdk.event" && event.payload.feature.split(".").some((part) => FEATURES.has(part)),
  );
  const traits = await traitsOf(passed);
  const trace = traceHeader();
  const system = trace && { AWSTraceHeader: { DataType: "String", StringValue: trace } };
  const deliveries = new Map();
  const messages = passed.map((event) => {
    const user = traits.get(event.payload.user_id);
    const id = deliveryId(event.id, PIPELINE, DESTINATION);
    deliveries.set(event.id, [{ delivery_id: id, pipeline: PIPELINE, destination: DESTINATION, ...TARGET }]);
    const message = {
      v: 2,
      delivery_id: id,
      event_id: event.id,
      event_type: event.type,
      pipeline: PIPELINE,
      destination: DESTINATION,
      ...TARGET,
      body: JSON.stringify(user ? { ...event, entity: { user } } : event),
      enqueued_at: new Date(now).toISOString(),
    };
    return { MessageBody: JSON.stringify(message), MessageGroupId: `${PIPELINE}/${DESTINATION}`, MessageSystemAttributes: system };
  });
  await sendMessages(QUEUE, messages);
  const expires = String(Math.floor(now / 1000) + RETENTION_SECONDS);
  const rows = events.map((event) => ({
    event_id: { S: event.id },
    item: { S: "event" },
    type: { S: event.type },
    received_at: { S: event.received_at },
    type_shard: { S: `${event.type}#${shardOf(event.id)}` },
    received_order: { S: `${event.received_at}#${event.id}` },
    source: { S: event.source },
    accepted_at: { N: String(now) },
    payload_hash: { S: payloadHash(event.payload) },
    event: { S: JSON.stringify(event) },
    deliveries: { S: JSON.stringify(deliveries.get(event.id) ?? []) },
    expires_at: { N: expires },
  }));
  await writeItems(EVENTS, rows);
  for (const event of events) tell(event, false, deliveries.has(event.id) ? 1 : 0);
}

const differing = (differs) => (differs ? { payload_differs: true } : {});

function tell({ id, type, source, differs }, duplicate, sent) {
  const line = { event_id: id, type, source, duplicate, ...differing(differs), deliveries: sent };
  if (!duplicate && sent === 0) line.dropped = [{ pipeline: PIPELINE, reason: "filtered" }];
  log("INFO", "event.accepted", line);
  count("EventsAccepted", duplicate ? 0 : 1);
  count("EventsDuplicate", duplicate ? 1 : 0);
  count("EventsPayloadDiffers", differs ? 1 : 0);
  count("EventsFiltered", !duplicate && sent === 0 ? 1 : 0);
}

/** Accepts the events and returns the id of each, in the order sent. */
async function ingest(incoming, source) {
  const now = Date.now();
  const identities = incoming.map((event) => identify(event, source, now));
  const accepted = await acceptedBefore(identities, now);
  const seen = new Map();
  const fresh = [];
  const duplicates = [];
  const receipts = incoming.map(({ type, timestamp, payload }, i) => {
    const { id, others } = identities[i];
    const original = accepted.has(id) ? id : others.find((other) => accepted.get(other)?.at > now - WINDOW);
    const duplicate = original !== undefined || seen.has(id);
    const hash = accepted.get(original)?.hash ?? (original === undefined && duplicate && payloadHash(seen.get(id)));
    const differs = Boolean(hash) && hash !== payloadHash(payload);
    if (duplicate) {
      duplicates.push({ id: original ?? id, type, source, differs });
    } else {
      seen.set(id, payload);
      const received_at = new Date(timestamp ?? now).toISOString();
      fresh.push({ id, type, received_at, source, payload });
    }
    return { id: original ?? id, duplicate, ...differing(differs) };
  });
  if (fresh.length > 0) await commit(fresh, now);
  for (const event of duplicates) tell(event, true, 0);
  return receipts;
}

const answer = (statusCode, body, headers = {}) => ({
  statusCode,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
  isBase64Encoded: false,
});

function refusal({ status, code, message, details }, key) {
  const route = status === 404 ? "none" : "POST /v1/ingest";
  const sender = key && `key#${key.name}`;
  log("INFO", "request.refused", { route, reason: code, message, details: details.length, sender });
  count("RequestsRefused", 1, "Reason", code);
  const error = details.length > 0 ? { code, message, details } : { code, message };
  return answer(status, { error }, status === 401 ? { "www-authenticate": "Bearer" } : {});
}

async function respond(request) {
  let key;
  try {
    const { method, path } = request.requestContext.http;
    if (method !== "POST" || path !== "/v1/ingest") {
      throw new Refused(404, "not_found", "There is nothing at this path.");
    }
    key = await authenticate(request.headers.authorization);
    if (!key.scopes.includes("ingest")) {
      throw new Refused(403, "forbidden", 'The API key does not have the scope "ingest".');
    }
    return answer(202, { data: { events: await ingest(readEvents(request), key.source) } });
  } catch (e) {
    if (e instanceof Refused) return refusal(e, key);
    log("WARN", "log", { message: `answered 503: ${e.message}` });
    const message =
      "A table or queue did not answer. Nothing was promised: send the same request again. With the same " +
      "idempotency keys that is safe; events without a key may be delivered twice.";
    return answer(503, { error: { code: "unavailable", message } }, { "retry-after": "5" });
  }
}

export async function handler(request, context) {
  begin(context);
  try {
    return await respond(request);
  } finally {
    end();
  }
}
