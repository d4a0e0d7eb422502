/** The secret in the address of a household's calendar: `<household>.<signature>`. */
import { timingSafeEqual } from 'node:crypto'
import { keyedHash } from '~/platform/crypto.server'

/** A household and the number that counts up when its key is renewed. */
type Keyed = { id: number; calendarKey: number }

/** The key of a household's calendar. It holds until the number behind it counts up. */
export function keyOfHousehold({ id, calendarKey }: Keyed): string {
  return `${id}.${keyedHash('household-calendar', `${id}:${calendarKey}`)}`
}

export const householdOfKey = {
  /** The household that a key names; null when it is no key. */
  id(key: string): number | null {
    const [, id] = /^([1-9]\d{0,8})\.[\w-]{43}$/.exec(key) ?? []
    return id ? Number(id) : null
  },
  /** Whether the key is the present one of this household. */
  opens(key: string, household: Keyed): boolean {
    const given = Buffer.from(key)
    const right = Buffer.from(keyOfHousehold(household))
    return given.length === right.length && timingSafeEqual(given, right)
  },
}
