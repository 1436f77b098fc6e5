const { ingest } = require("@ingestlayer/sdk");

const user_id = "u_42";
const plan = "free";
ingest("feature.used", { user_id, feature: "csv.export", count: 1, plan }).then(({ id, duplicate }) => {
  console.log(JSON.stringify({ id, duplicate }));
});
