/** The target of the webhooks. */
export const WEBHOOK_URL = process.env.WEBHOOK_URL;

const { pathname, search } = new URL(WEBHOOK_URL);

/** The printable form: the origin, and a mark if there is more in the URL. */
export const TARGET = {
  kind: "webhook.out",
  target: WEBHOOK_URL.split("/", 3).join("/") + (pathname === "/" && search === "" ? "" : "/…"),
};
