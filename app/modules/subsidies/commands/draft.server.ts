/** 制度の版を書く: a draft begun, changed part by part, thrown away. What is published never changes. */
import { type Actor, requirePortalRight, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { isUniqueViolation, type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { translator } from '~/platform/i18n.server'
import { markOf, unsettled } from '../queries/part.server'
import { readVersion, type Version } from '../queries/versions.server'
import { type Programme, type ProgrammeFile, programme } from '../schema'
import { partOf } from '../sketch/parts'
import { typedPart } from '../sketch/typed'

/** The columns that repeat what a definition says. */
const columnsOf = (definition: Programme) => ({
  definition: definition as unknown as Prisma.InputJsonValue,
  name: definition.name,
  yearFrom: definition.fiscalYears.from,
  yearUntil: definition.fiscalYears.until,
})

/**
 * Locks a draft and changes it.
 * @param change makes the new definition out of the one that stands
 * @throws SignInNeeded, NotAllowed, NotFound; Stale (`programme_published`) when it is no draft any more
 */
export async function changeDraft(
  tx: Tx,
  actor: Actor,
  key: string,
  number: number,
  act: Prisma.InputJsonObject,
  change: (standing: Version) => Programme,
): Promise<void> {
  const writer = requirePortalRight(actor, 'subsidy.programme')
  const standing = await holdVersion(tx, key, number)
  if (standing.state !== 'draft') throw new Stale('programme_published')
  const definition = programme.parse(change(standing))
  // The key is the programme's name in addresses, and every version has the same.
  if (definition.key !== key) throw new Invalid({ json: ['programmes.problem.other_key'] })
  await tx.subsidyProgrammeVersion.update({
    where: { id: standing.id },
    data: { ...columnsOf(definition), version: { increment: 1 } },
    select: { id: true },
  })
  await record(tx, writer, {
    action: 'programme.edited',
    subjectType: 'programme',
    subjectId: key,
    after: { number, ...act },
  })
}

/** The version, locked until the end of the transaction. @throws NotFound */
export async function holdVersion(tx: Tx, key: string, number: number): Promise<Version> {
  await tx.$executeRaw`SELECT 1 FROM subsidy_programme_versions v JOIN subsidy_programmes p ON p.id = v.programme_id
    WHERE p.key = ${key} AND v.number = ${number} FOR UPDATE OF v`
  return readVersion(tx, key, number, {})
}

/**
 * Saves one part as its form says it. Others may write other parts meanwhile.
 * @throws Invalid naming the fields; Stale when somebody else has changed this part since the form was opened
 */
export async function savePart(
  actor: Actor,
  key: string,
  number: number,
  address: string,
  fields: FormFields,
): Promise<void> {
  await transaction((tx) =>
    changeDraft(tx, actor, key, number, { part: address.slice(0, 50) }, ({ definition }) => {
      const part = partOf(address, definition)
      if (!part) throw new NotFound()
      if (fields.opened !== markOf(part, definition)) throw new Stale()
      const typed = typedPart(part, definition, fields, unsettled())
      if (!typed.programme) throw new Invalid(typed.faults)
      return typed.programme
    }),
  )
}

/**
 * Writes a draft over with a whole file.
 * @param version of the draft as the person saw it
 * @throws Stale when it has been changed since; Invalid for another programme's file
 */
export async function saveWhole(
  actor: Actor,
  key: string,
  number: number,
  version: number,
  definition: Programme,
): Promise<void> {
  await transaction((tx) =>
    changeDraft(tx, actor, key, number, { part: 'json' }, (standing) => {
      if (standing.version !== version) throw new Stale()
      return definition
    }),
  )
}

/** Adds a version to a programme that is locked. @returns its number */
export async function addVersion(
  tx: Tx,
  writer: SignedIn,
  programmeId: number,
  definition: Programme,
  note: string,
): Promise<number> {
  const { _max } = await tx.subsidyProgrammeVersion.aggregate({
    where: { programmeId },
    _max: { number: true },
  })
  const number = (_max.number ?? 0) + 1
  await tx.subsidyProgrammeVersion.create({
    data: { programmeId, number, note, createdById: writer.user.id, ...columnsOf(definition) },
    select: { id: true },
  })
  return number
}

/** Locks a programme by its key. @throws NotFound */
export async function holdProgramme(tx: Tx, key: string): Promise<number> {
  const [found] = await tx.$queryRaw<
    { id: number }[]
  >`SELECT id FROM subsidy_programmes WHERE key = ${key} FOR UPDATE`
  if (!found) throw new NotFound()
  return found.id
}

/**
 * Begins a new version as a copy of another of the same programme.
 * @returns its number
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function copyVersion(actor: Actor, key: string, from: number, note = ''): Promise<number> {
  const writer = requirePortalRight(actor, 'subsidy.programme')
  return transaction(async (tx) => {
    const programmeId = await holdProgramme(tx, key)
    const { definition } = await readVersion(tx, key, from, {})
    const number = await addVersion(tx, writer, programmeId, definition, note)
    await record(tx, writer, {
      action: 'programme.drafted',
      subjectType: 'programme',
      subjectId: key,
      after: { number, from },
    })
    return number
  })
}

/** What is typed to begin a programme: its names, its first year, and perhaps a programme to begin from. */
type NewProgramme = {
  name: string
  municipality: string
  key: string | null
  year: number
  own: boolean
  from: string | null
}

/**
 * Begins a programme with a draft of its first version.
 * @returns its key
 * @throws SignInNeeded, NotAllowed; Invalid for a key that is taken or a programme to begin from that is none
 */
export async function createProgramme(actor: Actor, form: NewProgramme): Promise<string> {
  const writer = requirePortalRight(actor, 'subsidy.programme')
  return transaction(async (tx) => {
    const model = form.from === null ? null : await modelOf(tx, form.from)
    const key =
      form.key ??
      `programme-${((await tx.subsidyProgramme.aggregate({ _max: { id: true } }))._max.id ?? 0) + 1}`
    const t = translator('ja')
    const empty: ProgrammeFile = {
      format: 'subsidy-programme/1',
      key,
      municipality: form.municipality,
      name: form.name,
      source: { title: t('programmes.words.unsettled'), url: '' },
      fiscalYears: { from: form.year, until: null },
      rounding: 'unstated',
      works: [{ key: 'work1', name: t('programmes.words.first_work'), grant: { undetermined: unsettled() } }],
    }
    const definition = programme.parse(
      model
        ? { ...model, key, name: form.name, municipality: form.municipality, fiscalYears: empty.fiscalYears }
        : empty,
    )
    await begin(tx, writer, definition, form.own, 'programme.created')
    return key
  })
}

/** Makes the programme and its first version. @throws Invalid when the key is taken */
export async function begin(
  tx: Tx,
  writer: SignedIn,
  definition: Programme,
  own: boolean,
  action: 'programme.created' | 'programme.imported',
): Promise<void> {
  const { key } = definition
  const taken = () => new Invalid({ key: ['programmes.problem.key_taken'] })
  if ((await tx.subsidyProgramme.count({ where: { key } })) > 0) throw taken()
  try {
    const { id } = await tx.subsidyProgramme.create({ data: { key, own }, select: { id: true } })
    await addVersion(tx, writer, id, definition, '')
  } catch (error) {
    if (isUniqueViolation(error)) throw taken()
    throw error
  }
  await record(tx, writer, { action, subjectType: 'programme', subjectId: key, after: { number: 1, own } })
}

async function modelOf(tx: Tx, key: string): Promise<Programme> {
  const found = await tx.subsidyProgrammeVersion.findFirst({
    where: { programme: { key }, state: 'published' },
    orderBy: { yearFrom: 'desc' },
    select: { definition: true },
  })
  if (!found) throw new Invalid({ from: ['form.choose'] })
  return programme.parse(found.definition)
}

/**
 * Throws a draft away; a programme of which nothing is left goes too.
 * @returns how many versions are left
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it has been changed since, or published
 */
export async function discardDraft(
  actor: Actor,
  key: string,
  number: number,
  version: number,
): Promise<number> {
  const writer = requirePortalRight(actor, 'subsidy.programme')
  return transaction(async (tx) => {
    const programmeId = await holdProgramme(tx, key)
    const standing = await holdVersion(tx, key, number)
    if (standing.state !== 'draft') throw new Stale('programme_published')
    if (standing.version !== version) throw new Stale()
    // An application may have been begun in no draft: the foreign key refuses it.
    await tx.subsidyProgrammeVersion.delete({ where: { id: standing.id }, select: { id: true } })
    const left = await tx.subsidyProgrammeVersion.count({ where: { programmeId } })
    const used = await tx.subsidyBudget.count({ where: { programmeId } })
    if (left === 0 && used === 0) {
      await tx.subsidyLetterTemplate.deleteMany({ where: { programmeId } })
      await tx.subsidyLetterhead.deleteMany({ where: { programmeId } })
      await tx.subsidyProgramme.delete({ where: { id: programmeId }, select: { id: true } })
    }
    await record(tx, writer, {
      action: 'programme.discarded',
      subjectType: 'programme',
      subjectId: key,
      before: { number },
    })
    return left
  })
}
