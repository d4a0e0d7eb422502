/** 通知書を発出する: the words as they are sent are kept; a template that changes later changes no letter. */
import type { SignedIn } from '~/modules/accounts/rules'
import { dayToDate, fiscalYear, now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { fill } from '../rules'
import type { LetterKind, LetterValues } from '../schema'
import { defaults } from '../templates'
import { nextNumber } from './number.server'

export type Issue = {
  applicationId: number
  programmeId: number
  letter: LetterKind
  values: LetterValues
}

/**
 * Writes a letter from the scheme's template, or the portal's where the city has none of its own, with the next number
 * of the fiscal year.
 * @returns its id and number
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
  const number = `${year}-${await nextNumber(tx, 'letter', year)}`
  const { id } = await tx.subsidyLetter.create({
    data: {
      applicationId,
      letter,
      number,
      title: template.title,
      body: fill(template.body, values),
      issuedOn: dayToDate(by.today),
      createdAt: now(),
    },
    select: { id: true },
  })
  return { id, number }
}
