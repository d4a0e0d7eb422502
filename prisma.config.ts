import { defineConfig } from 'prisma/config'

// The client is generated without an engine: naming an existing file keeps the command from fetching one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= 'package.json'

export default defineConfig({ schema: 'prisma/schema' })
