/** Refusals for programs: `application/problem+json` (RFC 9457), in Japanese and in English. Pure. */

/** Headers of every answer to other sites' programs: nothing of it depends on who asks. */
export const OPEN_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, RateLimit-Reset',
} as const

type Words = { title: string; detail: string }

export type Problem = {
  status: number
  ja: Words
  en: Words
  errors?: readonly { name: string; ja: string; en: string }[]
}

/** The body; `type` stays `about:blank`, as the status says which kind it is. */
export function problemBody({ status, ja, en, errors }: Problem): string {
  return JSON.stringify({
    type: 'about:blank',
    status,
    title: ja.title,
    title_en: en.title,
    detail: ja.detail,
    detail_en: en.detail,
    ...(errors && { errors: errors.map((one) => ({ name: one.name, detail: one.ja, detail_en: one.en })) }),
  })
}

/** The headers beside it. */
export const problemHeaders = {
  ...OPEN_HEADERS,
  'Content-Type': 'application/problem+json; charset=utf-8',
  'Cache-Control': 'no-store',
} as const
