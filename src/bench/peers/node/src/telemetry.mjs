const stack = process.env.INGESTLAYER_STACK;
let requestId;
let counts;
let measures;

/** Starts an invocation, to which all later log lines and metrics belong. */
export function begin(context) {
  requestId = context.awsRequestId;
  counts = new Map();
  measures = new Map();
}

/** Returns the X-Ray header of the current invocation. */
export const traceHeader = () => process.env._X_AMZN_TRACE_ID;

/** Writes one line of JSON about one occurrence. */
export function log(level, event, fields, header = traceHeader()) {
  const trace_id = header?.match(/Root=([^;]+)/)?.[1];
  console.log(
    JSON.stringify({ time: new Date().toISOString(), level, event, ...fields, request_id: requestId, trace_id }),
  );
}

/** Adds to a count of the stack, or of the stack by a dimension: `count('Attempts', 1, 'Outcome', 'dead')`. */
export function count(name, number, dimension = "", value = "") {
  const group = dimension && `${dimension} ${value}`;
  if (!counts.has(group)) counts.set(group, { dimension, value, metrics: {} });
  const { metrics } = counts.get(group);
  metrics[name] = (metrics[name] ?? 0) + number;
}

/** Adds one value to a measurement. */
export function measure(name, unit, value) {
  if (!measures.has(name)) measures.set(name, { unit, values: [] });
  measures.get(name).values.push(value);
}

function directive(metrics, dimension) {
  const Dimensions = dimension ? [["Stack"], ["Stack", dimension]] : [["Stack"]];
  return { Namespace: "Ingestlayer", Dimensions, Metrics: metrics };
}

/** Writes the metrics in CloudWatch's embedded metric format, with one document for each value of a dimension. */
export function end() {
  let plain = measures;
  for (const { dimension, value, metrics } of counts.values()) {
    const directives = [];
    if (plain.size > 0) {
      directives.push(
        directive(
          [...plain].map(([Name, { unit }]) => ({ Name, Unit: unit })),
          "",
        ),
      );
    }
    directives.push(
      directive(
        Object.keys(metrics).map((Name) => ({ Name, Unit: "Count" })),
        dimension,
      ),
    );
    const document = { _aws: { Timestamp: Date.now(), CloudWatchMetrics: directives }, Stack: stack };
    if (dimension) document[dimension] = value;
    for (const [name, { values }] of plain) document[name] = values;
    console.log(JSON.stringify(Object.assign(document, metrics)));
    plain = new Map();
  }
}
