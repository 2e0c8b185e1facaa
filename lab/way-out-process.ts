// The process behind a lab's way out: way-out-process.ts WAN
import { openWayOut } from "./way-out.ts";

await openWayOut(process.argv[2] ?? "");
