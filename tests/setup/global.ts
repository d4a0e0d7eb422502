/** Once a run: the server, the template; at the end the copies are dropped. */
import type { TestProject } from 'vitest/node'
import { copyName, dropDatabase, ensureTemplate, openTestServer, withAdmin } from './server'

/** Filled before the first test, in every worker. */
declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of a database on the test server, with `{database}` for its name. */
    databaseUrl: string
    template: string
    /** The process that clears the copies away. */
    owner: number
  }
}

const WORKERS = 8

export default async function setUp(project: TestProject) {
  const server = await openTestServer()
  const template = await ensureTemplate(server)
  project.provide('databaseUrl', server.url('{database}').replace('%7B', '{').replace('%7D', '}'))
  project.provide('template', template)
  project.provide('owner', process.pid)
  return async () => {
    await withAdmin(server, async (admin) => {
      for (let worker = 1; worker <= WORKERS; worker++)
        await dropDatabase(admin, copyName(process.pid, worker))
    })
    await server.close()
  }
}
