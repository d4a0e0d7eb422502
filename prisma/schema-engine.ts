import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'

let loaded: Promise<typeof import('@prisma/schema-engine-wasm/schema_engine_bg')> | undefined

/**
 * Instantiates Prisma's schema engine from the WebAssembly file of its package. The package's own entry
 * imports the file as an ES module, which Node cannot do yet.
 */
function loadEngine() {
  loaded ??= (async () => {
    const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg')
    const folder = path.dirname(
      createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
    )
    const { instance } = await WebAssembly.instantiate(
      await readFile(path.join(folder, 'schema_engine_bg.wasm')),
      { './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports },
    )
    // Where the engine leaves its last words before it aborts; without it the reason would be lost.
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
    })
    engine.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start as () => void
    start()
    return engine
  })()
  return loaded
}

/**
 * A schema engine on the given adapter.
 * @param datamodels the Prisma schema as the engine wants it: pairs of file name and text
 */
export async function openEngine(
  datamodels: SchemaContainer[],
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> {
  const { SchemaEngine } = await loadEngine()
  return SchemaEngine.new(
    { datamodels: datamodels.map(({ path, content }) => [path, content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

/** Everything in a database belongs to the portal's schema: nothing is left to others. */
export const noFilters = { externalTables: [], externalEnums: [] }
