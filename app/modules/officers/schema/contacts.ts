/** What the forms about one officer may say: the contact with its consent, and the name of one without an account. */
import { z } from 'zod'
import { email, newOfficer } from '~/modules/accounts/schema'
import { phone } from '~/modules/associations/schema'
import { checkbox, list, optional, text } from '~/platform/forms'
import { contactScopes } from '../rules/contacts'
import { day } from './posts'

export const contactForm = z
  .object({
    phone: optional(phone),
    email: optional(email),
    address: text({ max: 200, required: false }),
    scopes: list(z.enum(contactScopes, { error: 'form.choose' }), 2).refine((scopes) => scopes.length > 0, {
      error: 'officers.contact.error.scopes',
    }),
    /** The day on the paper; the officer's own consent is given now */
    givenOn: optional(day),
    agreed: checkbox.refine((yes) => yes, { error: 'officers.contact.error.agreed' }),
  })
  .refine((form) => form.phone || form.email || form.address, {
    path: ['phone'],
    error: 'officers.contact.error.empty',
  })
export type ContactForm = z.output<typeof contactForm>

export const nameForm = newOfficer
