/** Indicators that a programme can feed. */
import { db } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'

type IndicatorChoice = { key: string; name: string }

/**
 * Those that count the participants of lectures by the programme; the one that a programme names already stays among
 * them, whatever became of it. A programme of experience feeds its indicators without being named.
 */
export async function indicatorChoices(standing = ''): Promise<IndicatorChoice[]> {
  const found = await db.indicator.findMany({
    where: { OR: [{ computed: 'lecture_participants', closedOn: null }, { key: standing }] },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { key: true, name: true },
  })
  const gone = standing !== '' && !found.some(({ key }) => key === standing)
  return gone ? [...found, { key: standing, name: standing }] : found
}

/** @throws Invalid (on `indicator`) for what is not among the choices; none at all is fine */
export async function requireIndicatorChoice(key: string, standing = ''): Promise<void> {
  if (key === '') return
  if (!(await indicatorChoices(standing)).some((choice) => choice.key === key))
    throw new Invalid({ indicator: ['form.choose'] })
}
