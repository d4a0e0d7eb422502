/** Contacts of the invented associations. No number can be rung: 000 is no exchange. */
import { CONTACT_TEXT } from '../../app/modules/associations/rules'
import { CITY, FIRST } from './associations'
import type { Person } from './people'
import type { Random } from './random'

export function planContact(slug: string, index: number, chair: Person, random: Random) {
  if (slug === CITY || !(slug === FIRST || random.chance(0.85))) return null
  const phone = `072-000-${String(1000 + index).padStart(4, '0')}`
  const shows = random.pick(['phone', 'email', 'both'] as const)
  const agreed = slug === FIRST || random.chance(0.5)
  return {
    name: `${chair.familyName} ${chair.givenName}`,
    phone,
    email: random.chance(0.7) || slug === FIRST ? `${slug}@contact.example` : null,
    consent: agreed
      ? {
          textVersion: CONTACT_TEXT,
          recordedById: chair.id,
          showsName: random.chance(0.8),
          showsPhone: shows !== 'email',
          showsEmail: shows !== 'phone',
        }
      : null,
  }
}
