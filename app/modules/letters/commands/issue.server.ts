/** 通知書を発出する: the words as they are sent are kept; a template that changes later changes no letter. */
import type { SignedIn } from '~/modules/accounts/rules'
import { dayToDate, fiscalYear, now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { message } from '~/platform/forms'
import { letterCount } from '~/platform/text'
import { headOf } from '../queries/templates.server'
import { fill, writeNumber } from '../rules'
import type { LetterKind, LetterValues } from '../schema'
import { defaults } from '../templates'
import { nextNumber } from './number.server'

/** Letters of the alphabet, or of any other, that a 通知書 may hold. */
const MOST = 8000

type Issue = {
  applicationId: number
  programmeId: number
  letter: LetterKind
  values: LetterValues
}

/**
 * Writes a letter from the scheme's template, or the portal's where the city has none of its own, with the next number
 * of the fiscal year.
 * Form, sender and contact stay with it as they are now.
 * @returns its id and number
 * @throws Invalid on the form when the letter is longer than any that is kept
 */
export async function issueLetter(
  tx: Tx,
  by: SignedIn,
  { applicationId, programmeId, letter, values }: Issue,
): Promise<{ id: string; number: string }> {
  const own = await tx.subsidyLetterTemplate.findUnique({
    where: { programmeId_letter: { programmeId, letter } },
    select: { form: true, title: true, body: true },
  })
  const template = own ?? defaults[letter]
  const year = fiscalYear(by.today)
  const { sender, numbering, contact } = await headOf(tx, programmeId)
  const number = writeNumber(numbering, year, await nextNumber(tx, 'letter', year))
  const body = fill(template.body, values)
  // Nothing official is cut short: whoever wrote too much says it in fewer words.
  if (letterCount(body) > MOST)
    throw new Invalid({ form: [message('letters.error.too_long', { max: MOST })] })
  const { id } = await tx.subsidyLetter.create({
    data: {
      applicationId,
      letter,
      number,
      form: template.form,
      title: template.title,
      body,
      sender,
      contact,
      issuedOn: dayToDate(by.today),
      createdAt: now(),
    },
    select: { id: true },
  })
  return { id, number }
}
