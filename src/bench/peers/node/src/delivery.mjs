import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { ChangeMessageVisibilityCommand } from "@aws-sdk/client-sqs";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { createHmac, randomBytes } from "node:crypto";
import { dynamoDb, readItems, requestHandler, sqs } from "./aws.mjs";
import { shardOf } from "./ids.mjs";
import { TARGET, WEBHOOK_URL } from "./target.mjs";
import { begin, count, end, log, measure } from "./telemetry.mjs";
import { post } from "./webhook.mjs";

const WAITS_SECONDS = [30, 120, 600, 3600];
const LONGEST_WAIT_SECONDS = 12 * 60 * 60 - 60; // SQS hides a message for at most 12 h
const MAX_RECEIVES = 5;
const MAX_COPIES = 5;
const SECRET_REMEMBERED = 5 * 60 * 1000;
const RETENTION_SECONDS = 90 * 24 * 60 * 60;
const USER_AGENT = "ingestlayer/0.1.0";
const EVENTS = process.env.INGESTLAYER_EVENTS_TABLE;
const QUEUE = process.env.INGESTLAYER_DELIVERIES_QUEUE_URL;

const ssm = new SSMClient({ requestHandler });
let secret;

async function webhookSecret() {
  if (!secret || Date.now() - secret.since > SECRET_REMEMBERED) {
    const Name = `${process.env.INGESTLAYER_SECRETS_PATH}acme-webhook`;
    const value = ssm.send(new GetParametersCommand({ Names: [Name], WithDecryption: true }));
    secret = { since: Date.now(), value }; // set before it resolves, so that the messages of a batch wait for one call
    value.catch(() => (secret = undefined));
  }
  return (await secret.value).Parameters[0].Value;
}

const keyOf = ({ event_id, pipeline, destination }) => ({
  event_id: { S: event_id },
  item: { S: `delivery#${pipeline}#${destination}` },
});
const nameOf = (key) => `${key.event_id.S} ${key.item.S}`;

/** Returns the known records of these messages' deliveries, by event and delivery. */
async function recordsOf(messages) {
  const keys = new Map(messages.map((message) => [nameOf(keyOf(message)), keyOf(message)]));
  const found = await readItems(EVENTS, [...keys.values()]);
  const live = found.filter((item) => Number(item.expires_at.N) * 1000 > Date.now());
  return new Map(live.map((item) => [nameOf(item), item.attempts.L.map((attempt) => attempt.M)]));
}

const wasDelivered = (attempts) => attempts.some((attempt) => !attempt.error);
const countOf = (attempts) => Math.max(0, ...attempts.map((attempt) => Number(attempt.n.N)));

/** Converts X-Ray's header to W3C's, whose trace id has the same 32 digits. */
function traceparent(header) {
  const [, time, random] = header?.match(/Root=1-([0-9a-f]{8})-([0-9a-f]{24})/) ?? [];
  if (!time) return {};
  const parent = header.match(/Parent=([0-9a-f]{16})/)?.[1] ?? randomBytes(8).toString("hex");
  return { traceparent: `00-${time}${random}-${parent}-${header.includes("Sampled=1") ? "01" : "00"}` };
}

async function send(message, number, at, trace) {
  const timestamp = Math.floor(at / 1000);
  const signature = createHmac("sha256", await webhookSecret())
    .update(`${timestamp}.`)
    .update(message.body);
  const headers = {
    "Content-Type": "application/json",
    "User-Agent": USER_AGENT,
    "X-Ingestlayer-Event-Id": message.event_id,
    "X-Ingestlayer-Delivery-Id": message.delivery_id,
    "X-Ingestlayer-Attempt": String(number),
    "X-Ingestlayer-Signature": `t=${timestamp},v1=${signature.digest("hex")}`,
    ...traceparent(trace),
  };
  return post(WEBHOOK_URL, headers, message.body);
}

const errorOf = (status) => `HTTP ${status}${status >= 300 && status < 400 ? ": redirects are not followed" : ""}`;

/** Returns the seconds until the next attempt, or undefined when this was the last one. */
function waitAfter(receiveCount, retryAfterSeconds = 0) {
  if (receiveCount >= MAX_RECEIVES) return undefined;
  const least = Math.min(Math.max(WAITS_SECONDS[receiveCount - 1], retryAfterSeconds), LONGEST_WAIT_SECONDS);
  const longest = Math.min(least + Math.floor(least / 10), LONGEST_WAIT_SECONDS);
  return least + Math.floor(Math.random() * (longest - least + 1));
}

/** Writes one attempt. Returns false when another attempt with its number was faster. */
async function append(message, attempt, status, nextAttemptAt) {
  const now = Math.floor(Date.now() / 1000);
  const number = Number(attempt.n.N);
  const values = {
    ":id": { S: message.delivery_id },
    ":type": { S: message.event_type },
    ":pipeline": { S: message.pipeline },
    ":destination": { S: message.destination },
    ":kind": { S: TARGET.kind },
    ":target": { S: TARGET.target },
    ":status": { S: status },
    ":at": { S: attempt.at.S },
    ":expires": { N: String(now + RETENTION_SECONDS) },
    ":attempt": { L: [{ M: attempt }] },
  };
  let place = "attempts = :attempt";
  let condition = "attribute_not_exists(attempts) OR expires_at <= :now";
  if (number === 1) {
    values[":now"] = { N: String(now) };
  } else {
    place = "attempts = list_append(attempts, :attempt)";
    condition = "size(attempts) = :before";
    values[":before"] = { N: String(number - 1) };
  }
  let update =
    "SET delivery_id = :id, event_type = :type, pipeline = :pipeline, destination = :destination, #kind = :kind, " +
    `#target = :target, #status = :status, ${place}, last_attempt_at = :at, expires_at = :expires`;
  const gone = [];
  if (nextAttemptAt) {
    values[":next"] = { S: nextAttemptAt };
    update += ", next_attempt_at = :next";
  } else gone.push("next_attempt_at");
  if (status === "dead") {
    values[":dead"] = { S: `${message.pipeline}/${message.destination}#${shardOf(message.event_id)}` };
    values[":order"] = { S: `${values[":at"].S}#${message.event_id}` };
    update += ", dead_shard = :dead, dead_order = :order";
  } else gone.push("dead_shard", "dead_order");
  try {
    await dynamoDb.send(
      new UpdateItemCommand({
        TableName: EVENTS,
        Key: keyOf(message),
        UpdateExpression: `${update} REMOVE ${gone.join(", ")}`,
        ConditionExpression: condition,
        ExpressionAttributeNames: { "#kind": "kind", "#target": "target", "#status": "status" },
        ExpressionAttributeValues: values,
      }),
    );
    return true;
  } catch (e) {
    if (e instanceof ConditionalCheckFailedException) return false;
    throw e;
  }
}

/** Appends the attempt, after those of other copies of the message that were faster. */
async function record(message, attempt, status, nextAttemptAt) {
  for (let copies = 0; copies < MAX_COPIES; copies++) {
    if (await append(message, attempt, status, nextAttemptAt)) return;
    const attempts = (await recordsOf([message])).get(nameOf(keyOf(message))) ?? [];
    const isOurs = (other) => other.n.N === attempt.n.N && other.at.S === attempt.at.S;
    if (wasDelivered(attempts) || attempts.some(isOurs)) return; // the SDK retried, and its first try had succeeded
    attempt.n = { N: String(countOf(attempts) + 1) };
  }
  throw new Error(`the record of delivery ${message.delivery_id} could not be written`);
}

async function attempt(task, number) {
  const { message, receiveCount, trace } = task;
  const start = Date.now();
  const begun = performance.now();
  const reply = await send(message, number, start, trace);
  const duration = Math.floor(performance.now() - begun);
  const ended = Date.now();
  const isSuccess = reply.status >= 200 && reply.status < 300;
  const wait = isSuccess ? undefined : waitAfter(receiveCount, reply.retryAfter);
  const status = isSuccess ? "delivered" : wait === undefined ? "dead" : "retrying";
  const error = isSuccess ? undefined : (reply.error ?? errorOf(reply.status));
  tell(task, { number, status, reply, duration, error, wait }, ended);
  const item = { n: { N: String(number) }, at: { S: new Date(start).toISOString() } };
  if (reply.status) item.http_status = { N: String(reply.status) };
  item.duration_ms = { N: String(duration) };
  if (error) item.error = { S: error };
  if (reply.body) item.body = { S: reply.body };
  await record(message, item, status, wait && new Date(ended + wait * 1000).toISOString());
  if (!isSuccess) await hide(task, wait ?? 0);
  return isSuccess;
}

function tell({ message, receiveCount, trace }, { number, status, reply, duration, error, wait }, ended) {
  const line = {
    event_id: message.event_id,
    delivery_id: message.delivery_id,
    type: message.event_type,
    pipeline: message.pipeline,
    destination: message.destination,
    attempt: number,
    outcome: status,
    http_status: reply.status,
    duration_ms: duration,
    error,
    next_in_s: wait,
    receive_count: receiveCount,
  };
  log(status === "dead" ? "WARN" : "INFO", "delivery.attempted", line, trace ?? "");
  count("Attempts", 1, "Outcome", status);
  const age = Math.max(0, ended - Date.parse(message.enqueued_at));
  if (status === "delivered") measure("EndToEndLatency", "Milliseconds", age);
  if (status === "dead") measure("AgeAtDeadLetter", "Seconds", Math.floor(age / 1000));
}

async function hide({ messageId, receiptHandle: ReceiptHandle }, VisibilityTimeout) {
  try {
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: QUEUE, ReceiptHandle, VisibilityTimeout }));
  } catch (e) {
    log("WARN", "log", { message: `message ${messageId} could not be hidden: ${e.message}` });
  }
}

/** Returns whether the message may leave the queue. A message's failure never affects another message. */
async function deliver(task, attempts = []) {
  try {
    if (!wasDelivered(attempts)) return await attempt(task, countOf(attempts) + 1);
    log("INFO", "log", { message: `delivery ${task.message.delivery_id} was delivered before` });
    return true;
  } catch (e) {
    log("WARN", "log", { message: `delivery ${task.message.delivery_id} waits: ${e.message}` });
    await hide(task, waitAfter(task.receiveCount) ?? 0);
    return false;
  }
}

function read({ messageId, receiptHandle, body, attributes }) {
  const receiveCount = Number(attributes?.ApproximateReceiveCount ?? 1);
  const task = { messageId, receiptHandle, receiveCount, trace: attributes?.AWSTraceHeader };
  try {
    const message = JSON.parse(body);
    if (message.v === 2 && typeof message.body === "string") return { ...task, message };
  } catch {
    // reported below
  }
  log("ERROR", "log", { message: `message ${messageId} is not a delivery and goes to the dead-letter queue` });
  return task;
}

async function deliverAll(tasks) {
  const sound = tasks.filter((task) => task.message);
  const records = await recordsOf(sound.map((task) => task.message)).catch((e) => {
    log("WARN", "log", { message: `no delivery was tried: ${e.message}` });
    return undefined;
  });
  return Promise.all(
    tasks.map(async (task) => {
      if (task.message && records) return deliver(task, records.get(nameOf(keyOf(task.message))));
      await hide(task, task.message ? (waitAfter(task.receiveCount) ?? 0) : 0);
      return false;
    }),
  );
}

export async function handler(event, context) {
  begin(context);
  try {
    const tasks = event.Records.map(read);
    const done = await deliverAll(tasks);
    const failed = tasks.filter((_, i) => !done[i]);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  } finally {
    end();
  }
}
