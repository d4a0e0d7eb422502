/** What the queue and the clock do for imports. */
import { clearImports } from './commands/clear.server'
import { checkImport, writeImport } from './commands/run.server'

export const handlers = {
  'check-aed-import': async ({ importId }: { importId: number }) => {
    await checkImport(importId)
  },
  'write-aed-import': async ({ importId, by }: { importId: number; by: string }) => {
    await writeImport(importId, by)
  },
  'clear-aed-imports': async () => {
    await clearImports()
  },
}

/** In the small hours. */
export const rounds = { 'clear-aed-imports': '25 3 * * *' }
