/** Where webhooks go. */
export const WEBHOOK_URL = process.env.WEBHOOK_URL;

const { pathname, search } = new URL(WEBHOOK_URL);

/** What people may see of it: its origin, and whether there is more behind it. */
export const TARGET = {
  kind: "webhook.out",
  target: WEBHOOK_URL.split("/", 3).join("/") + (pathname === "/" && search === "" ? "" : "/…"),
};
