/** 振込先: what the form of a claim says of the account. Kept encrypted, shown masked. */
import { z } from 'zod'
import { choice, text } from '~/platform/forms'

/** 普通, 当座, 貯蓄 */
export const accountKinds = ['ordinary', 'current', 'savings'] as const
/** The association itself, or somebody whom it has entrusted with receiving the money (委任) */
export const payees = ['association', 'other'] as const

/** Letters that a transfer takes: katakana, capital letters, digits and a few marks. */
const HOLDER = /^[ァ-ヴー・A-Z0-9 ().\-,/「」]+$/

/** Half-width kana, hiragana, small letters and wide spaces become what a transfer takes. */
export function holderLetters(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
    .replace(/[‐‑–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase()
}

const number = z
  .string({ error: 'form.required' })
  .default('')
  .transform((typed) => typed.normalize('NFKC').replace(/[\s\-‐‑–—−]/g, ''))
  .superRefine((digits, ctx) => {
    if (digits === '') ctx.addIssue({ code: 'custom', message: 'form.required' })
    else if (!/^\d{4,8}$/.test(digits))
      ctx.addIssue({ code: 'custom', message: 'applications.claim.number_form' })
  })

const holder = text({ max: 100 }).transform((typed, ctx) => {
  const letters = holderLetters(typed)
  if (letters === '' || HOLDER.test(letters)) return letters
  ctx.addIssue({ code: 'custom', message: 'applications.claim.holder_form' })
  return z.NEVER
})

/** The fields of the account. Who receives the money in place of the association is named. */
export const accountFields = {
  bank: text({ max: 60 }),
  branch: text({ max: 60 }),
  kind: choice(accountKinds),
  number,
  holder,
  payee: choice(payees),
  payee_name: text({ max: 100, required: false }),
}

export type Account = {
  bank: string
  branch: string
  kind: (typeof accountKinds)[number]
  /** As it was typed, digits alone */
  number: string
  holder: string
  payee: (typeof payees)[number]
  /** Who receives it instead of the association; empty otherwise */
  payeeName: string
}

/** The last digits, so that one recognises one's own account and nobody else learns it. */
export function maskedNumber(digits: string): string {
  const shown = digits.slice(-3)
  return `${'*'.repeat(Math.max(0, digits.length - shown.length))}${shown}`
}
