/** Asks the open interface as its routes do. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { operation } from '~/modules/opendata/answer.server'
import type { OperationName } from '~/modules/opendata/operations'

export const ORIGIN = 'http://localhost:3000'

type Asked = { params?: Record<string, string>; headers?: Record<string, string>; method?: string }

/** The answer to an operation; `query` begins with `?`, or is a whole address of a next page. */
export function ask(
  name: OperationName,
  query = '',
  { params = {}, headers, method }: Asked = {},
): Promise<Response> {
  const url = query.startsWith('http') ? query : `${ORIGIN}/api/v1/x${query}`
  const request = new Request(url, { headers, method })
  return operation(name)({ request, params, context: {} } as unknown as LoaderFunctionArgs)
}

export type Row = { [key: string]: unknown; page: string }
export type Listed = { data: Row[]; next: string | null }

/** All of a list, page after page. */
export async function everything(name: OperationName, query = ''): Promise<Row[]> {
  const found: Row[] = []
  for (let next: string | null = query; next !== null; ) {
    const answer = (await (await ask(name, next)).json()) as Listed
    found.push(...answer.data)
    if (answer.next === next) throw new Error('a page that leads to itself')
    next = answer.next
  }
  return found
}
