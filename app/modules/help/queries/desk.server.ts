/** Reads of 相談窓口 for those who keep them. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { sectionChoices, sectionsOf } from '~/modules/sections/queries.server'
import { addDays, dateToDay, dayToDate } from '~/platform/clock'
import { csv } from '~/platform/csv'
import { db, type Prisma } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Translate } from '~/platform/i18n'
import { CHECK_AFTER_DAYS, checkIsDue, MOST_SERVICES, serviceHours } from '../rules'
import type { DeskQuery } from '../schema'
import { describeHours } from '../words'

/** Whether somebody looks after all services, and not after those of their own sections alone. */
export const keepsAll = (actor: Actor): boolean =>
  actor.staff.some((role) => role === 'reviewer' || role === 'approver')

/**
 * The services in the actor's care, for a `where`: those of the sections in which they work, or all.
 * @throws SignInNeeded, NotAllowed without the right
 */
export function keptBy(actor: Actor): Prisma.HelpServiceWhereInput {
  const by = requirePortalRight(actor, 'service.keep')
  return keepsAll(actor) ? {} : { section: { members: { some: { userId: by.user.id } } } }
}

/** The sections under which the actor may put a service. */
export const sectionsToChoose = (actor: Actor) => (keepsAll(actor) ? sectionChoices() : sectionsOf(actor))

/**
 * The list of the desk with its sums.
 * @throws SignInNeeded, NotAllowed
 */
export async function deskServices(actor: Actor, query: DeskQuery) {
  const scope = keptBy(actor)
  const due: Prisma.HelpServiceWhereInput = {
    state: 'published',
    OR: [{ checkedOn: null }, { checkedOn: { lte: dayToDate(addDays(actor.today, -CHECK_AFTER_DAYS)) } }],
  }
  const [rows, sums, dueCount, sections] = await Promise.all([
    db.helpService.findMany({
      where: {
        AND: [
          scope,
          query.state ? { state: query.state } : {},
          query.section ? { sectionId: query.section } : {},
          query.theme ? { themes: { has: query.theme } } : {},
          query.due ? due : {},
        ],
      },
      orderBy: [{ state: 'asc' }, { position: 'asc' }, { id: 'asc' }],
      take: MOST_SERVICES,
      select: {
        id: true,
        name: true,
        state: true,
        section: { select: { name: true } },
        phone: true,
        checkedOn: true,
        urgent: true,
      },
    }),
    db.helpService.groupBy({ by: ['state'], where: scope, _count: true }),
    db.helpService.count({ where: { AND: [scope, due] } }),
    sectionsToChoose(actor),
  ])
  const sumOf = (state: string) => sums.find((sum) => sum.state === state)?._count ?? 0
  return {
    services: rows.map(({ section, checkedOn, ...row }) => {
      const day = checkedOn && dateToDay(checkedOn)
      return {
        ...row,
        section: section?.name ?? '',
        checkedOn: day,
        due: row.state === 'published' && checkIsDue(day, actor.today),
      }
    }),
    sums: { draft: sumOf('draft'), published: sumOf('published'), ended: sumOf('ended') },
    due: dueCount,
    sections: sections.map(({ id, name }) => ({ id, name })),
  }
}

/**
 * One service with everything that its form holds.
 * @throws SignInNeeded, NotAllowed; NotFound also for one in nobody's or somebody else's care
 */
export async function keptService(actor: Actor, id: number) {
  const found = await db.helpService.findFirst({
    where: { AND: [{ id }, keptBy(actor)] },
    include: { section: { select: { name: true } } },
  })
  if (!found) throw new NotFound()
  const { hours, checkedOn, section, createdAt: _made, ...facts } = found
  const day = checkedOn && dateToDay(checkedOn)
  return {
    ...facts,
    hours: serviceHours(hours),
    checkedOn: day,
    sectionName: section?.name ?? '',
    due: checkIsDue(day, actor.today),
  }
}
export type KeptService = Awaited<ReturnType<typeof keptService>>

/**
 * 相談窓口の一覧: what is in the actor's care, as a file for a spreadsheet.
 * @throws SignInNeeded, NotAllowed
 */
export async function servicesFile(actor: Actor, t: Translate): Promise<string> {
  const rows = await db.helpService.findMany({
    where: keptBy(actor),
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: { section: { select: { name: true } } },
  })
  const word = (name: string) => t(`help.edit.${name}`)
  const flag = (value: boolean) => (value ? t('help.desk.yes') : '')
  const keys = (kind: string, values: readonly string[]) =>
    values.map((value) => t(`help.${kind}.${value}`)).join('、')
  const head = [
    'id',
    t('help.desk.state'),
    ...[
      'name',
      'reading',
      'organisation',
      'section',
      'theme',
      'summary',
      'for_whom',
      'situations',
      'words',
    ].map(word),
    ...['ways', 'phone', 'phone_note', 'email', 'url', 'chat_url', 'address', 'letter_to'].map(word),
    ...['latitude', 'longitude', 'hours', 'hours_text', 'languages', 'language_note'].map(word),
    ...['free', 'nameless', 'needs_booking', 'urgent'].map(word),
    t('help.desk.checked'),
  ]
  return csv([
    head,
    ...rows.map((row) => {
      const hours = serviceHours(row.hours)
      return [
        row.id,
        t(`help.state.${row.state}`),
        row.name,
        row.reading,
        row.organisation,
        row.section?.name ?? '',
        keys('theme', row.themes),
        row.summary,
        row.forWhom,
        row.situations,
        row.words,
        keys('way', row.ways),
        row.phone,
        row.phoneNote,
        row.email,
        row.url,
        row.chatUrl,
        row.address,
        row.letterTo,
        row.latitude ?? '',
        row.longitude ?? '',
        hours ? describeHours(hours, t, 'ja').join(' / ') : '',
        row.hoursText,
        keys('language', row.languages),
        row.languageNote,
        flag(row.free),
        flag(row.nameless),
        flag(row.needsBooking),
        flag(row.urgent),
        row.checkedOn ? dateToDay(row.checkedOn) : '',
      ]
    }),
  ])
}
