/** The answers as lines of a table. */
import { localOf } from '~/platform/clock'
import type { Translate } from '~/platform/i18n'
import type { HouseholdAnswer, OtherAnswer } from './queries/answers.server'

/** A head and a line for each household, answered or not, then for each other person. Instants in Japan's time. */
export function answersTable(
  t: Translate,
  found: { households: readonly HouseholdAnswer[]; others: readonly OtherAnswer[] },
): (string | number)[][] {
  const at = (instant: Date | null) => (instant ? localOf(instant).replace('T', ' ') : '')
  return [
    [
      t('events.answers.group'),
      t('events.answers.household'),
      t('events.answers.answer'),
      t('events.answers.people'),
      t('events.answer.entrusted_to'),
      t('events.answers.when'),
      t('events.answers.way'),
    ],
    ...found.households.map((one) => [
      one.group,
      one.name,
      one.kind ? t(`events.kind.${one.kind}`) : t('events.answers.unanswered'),
      one.kind ? (one.people ?? 0) : '',
      one.kind === 'entrust' ? one.entrustedTo || t('events.kind.chair') : '',
      at(one.answeredAt),
      one.kind ? t(one.entered ? 'events.answer.entered' : 'events.answer.on_screen') : '',
    ]),
    ...found.others.map((one) => [
      t('events.answers.others'),
      one.name,
      t(`events.kind.${one.kind}`),
      one.people,
      '',
      at(one.answeredAt),
      t('events.answer.on_screen'),
    ]),
  ]
}
