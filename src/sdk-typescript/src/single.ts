import type { IngestResult } from "./error.js";
import { type IngestOptions, prepare } from "./event.js";
import { type ClientOptions, connect } from "./options.js";
import { post } from "./post.js";

/** Sends one event in a request of its own. */
export async function sendOne(
  options: ClientOptions,
  type: string,
  payload: unknown,
  { signal, ...rest }: IngestOptions = {},
): Promise<IngestResult> {
  const { key, json } = prepare({ type, payload, ...rest });
  const [result] = await post(connect(options), { body: json, keys: [key], signal });
  return result as IngestResult;
}
