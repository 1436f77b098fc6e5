import { BatchGetItemCommand, BatchWriteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";

const TRIES = 6;
const MAX_CALL_BYTES = 1024 * 1024; // of all messages of a SendMessageBatch

export const requestHandler = { connectionTimeout: 3000, requestTimeout: 3000 };
export const dynamoDb = new DynamoDBClient({ requestHandler });
export const sqs = new SQSClient({ requestHandler });

/** Repeats a call for its unprocessed entries, with full jitter. */
async function untilDone(first, call) {
  let left = first;
  for (let tries = 1; ; tries++) {
    left = await call(left);
    if (left.length === 0) return;
    if (tries === TRIES) throw new Error(`${left.length} of ${first.length} entries were not taken`);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * (50 << (tries - 1))));
  }
}

function chunks(items, size) {
  const cut = [];
  for (let from = 0; from < items.length; from += size) cut.push(items.slice(from, from + size));
  return cut;
}

/** Returns those of the items that exist, from strongly consistent reads, 100 per call, with calls in parallel. */
export async function readItems(table, keys, projection) {
  const found = [];
  const read = async (Keys) => {
    const asked = { Keys, ConsistentRead: true, ProjectionExpression: projection };
    const result = await dynamoDb.send(new BatchGetItemCommand({ RequestItems: { [table]: asked } }));
    found.push(...(result.Responses?.[table] ?? []));
    return result.UnprocessedKeys?.[table]?.Keys ?? [];
  };
  await Promise.all(chunks(keys, 100).map((chunk) => untilDone(chunk, read)));
  return found;
}

/** Puts items, 25 per call, with calls in parallel. */
export async function writeItems(table, items) {
  const write = async (requests) => {
    const result = await dynamoDb.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
    return result.UnprocessedItems?.[table] ?? [];
  };
  const puts = items.map((Item) => ({ PutRequest: { Item } }));
  await Promise.all(chunks(puts, 25).map((chunk) => untilDone(chunk, write)));
}

/** Sends entries without ids, as many per call as SQS allows, with calls in parallel. */
export async function sendMessages(queueUrl, entries) {
  const calls = [];
  let bytes = Infinity;
  for (const entry of entries) {
    const length = Buffer.byteLength(entry.MessageBody);
    if (bytes + length > MAX_CALL_BYTES || calls.at(-1).length === 10) {
      calls.push([]);
      bytes = 0;
    }
    bytes += length;
    calls.at(-1).push({ Id: String(calls.at(-1).length), ...entry });
  }
  const send = async (Entries) => {
    const { Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const failed = new Set(Failed?.map((entry) => entry.Id));
    return failed.size === 0 ? [] : Entries.filter((entry) => failed.has(entry.Id));
  };
  await Promise.all(calls.map((call) => untilDone(call, send)));
}
