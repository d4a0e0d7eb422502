/** Words of a handover that its page and its paper share. */
import type { Translate } from '~/platform/i18n'

/** When a task is done: in named months, every month, or as it comes up. */
export function monthsText(months: readonly number[], t: Translate): string {
  if (months.length === 0) return t('handover.tasks.any')
  if (months.length === 12) return t('handover.tasks.every')
  return t('handover.tasks.month_list', { months: months.join(', ') })
}
