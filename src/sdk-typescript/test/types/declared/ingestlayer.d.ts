// The output of `ingestlayer types`.
import "@ingestlayer/sdk";

declare module "@ingestlayer/sdk" {
  interface Events {
    "feature.used": {
      user_id: string;
      feature: string;
      count?: number | null | undefined;
      plan?: string | null | undefined;
    };
    "order.paid": {
      order_id: string;
      currency: "EUR" | "USD";
      items?: readonly unknown[] | undefined;
      address: { city: string; zip?: string | undefined };
    };
  }
}
