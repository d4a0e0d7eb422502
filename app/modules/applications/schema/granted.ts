/** 交付した補助金: what the public list can be narrowed to. Pure. */
import { z } from 'zod'

/** How far a grant has come, as the public is told. */
const grantedStates = ['decided', 'final', 'paid'] as const
export type GrantedState = (typeof grantedStates)[number]

const whole = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .refine((value) => value <= max)

/** What is no year, scheme or district narrows nothing. */
const grantedQuery = z.object({
  year: whole(2200).optional().catch(undefined),
  scheme: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,59}$/)
    .optional()
    .catch(undefined),
  district: whole(999_999_999).optional().catch(undefined),
  /** Year and id of the last one seen */
  after: z
    .string()
    .regex(/^\d{4}-[1-9]\d{0,8}$/)
    .optional()
    .catch(undefined),
})
export type GrantedQuery = z.output<typeof grantedQuery>

export const readGrantedQuery = (url: URL): GrantedQuery =>
  grantedQuery.parse(Object.fromEntries(url.searchParams))

/** The address of a list narrowed so. */
export function grantedHref(query: GrantedQuery, path = '/subsidies/granted'): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value))
  return params.size > 0 ? `${path}?${params}` : path
}
