// A client generated from /openapi.json asks what the project began with. It has to compile
// under strict types and to get the answers of the record.
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

const address = process.argv[2];
if (!address) throw new Error("give the address of a server");
const client = createClient<paths>({ baseUrl: address });
const days = { on: "2024-07-30", known: "2024-07-30" };

function equal<T>(got: T, want: T, what: string): void {
  if (got !== want) throw new Error(`${what} is ${String(got)}, not ${String(want)}`);
}

const may = await client.GET("/v1/may", {
  params: { query: { from: "TUR", to: "ARM", passport: ["DEU", "CHE"], mode: "road", ...days } },
});
if (may.error) throw new Error(may.error.detail);
equal(may.data.verdict, "refused", "the verdict for a German");
equal(may.data.crossings?.[0]?.reasons?.some((r) => (r.sources?.length ?? 0) > 0), true, "that a reason has a source");

const aid = await client.POST("/v1/may", {
  body: { from: "ARM", to: "TUR", at: "margara-alican", passport: ["ARM"], vehicle: "truck", cargo: "humanitarian", on: "2023-02-12" },
});
if (aid.error) throw new Error(aid.error.detail);
equal(aid.data.verdict, "permitted", "the verdict for aid");

const process_ = await client.GET("/v1/process/{process}", { params: { path: { process: "armenia-turkey" }, query: days } });
if (process_.error) throw new Error(process_.error.detail);
equal(process_.data.meetings?.filter((m) => (m.n ?? 0) > 0).length, 5, "the number of meetings");

const route = await client.GET("/v1/route", { params: { query: { from: "Iğdır", to: "Yerevan", passport: ["DEU"], vehicle: "car", ...days } } });
if (route.error) throw new Error(route.error.detail);
equal(route.data.direct?.blocked_by?.[0]?.crossing, "margara-alican", "what blocks the direct way");

const matrix = await client.POST("/v1/matrix", { body: { places: [{ id: "Kars" }, { id: "Gyumri" }], ...days } });
if (matrix.error) throw new Error(matrix.error.detail);
if (typeof matrix.data === "string") throw new Error("the matrix came as text");
equal(matrix.data.pairs?.length, 2, "the number of pairs");

const wrong = await client.GET("/v1/may", { params: { query: { from: "TUR", to: "ARM", passport: ["DUE"] } } });
equal(wrong.error?.parameter, "passport", "the parameter of a problem");
equal(wrong.response.status, 422, "the status of a problem");

console.log("answered");
