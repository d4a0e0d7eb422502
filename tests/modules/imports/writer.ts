/** A process of its own that writes an import, so that a test can kill it: `writer.ts IMPORT USER`. */
import { writeImport } from '~/modules/imports/commands/run.server'

await writeImport(Number(process.argv[2]), process.argv[3] ?? '')
process.exit(0)
