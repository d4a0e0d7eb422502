/** One hall: what everybody may know, and what its keepers and the city know besides. */
import { type Actor, type Right, scopesOf } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { standardsOf, stateOf } from '../rules'
import { hallValues, rowSelect, seismicRecord, thousandths } from './record.server'
import { hallsInScope, reachesAll, refuseHall } from './scope.server'

const fileSelect = {
  id: true,
  kind: true,
  public: true,
  caption: true,
  name: true,
  type: true,
  size: true,
  width: true,
  height: true,
  thumbnailKey: true,
} as const satisfies Prisma.HallFileSelect

const select = {
  id: true,
  ...rowSelect,
  version: true,
  invented: true,
  closedOn: true,
  updatedAt: true,
  district: { select: { id: true, name: true } },
  associations: {
    select: { association: { select: { id: true, slug: true, name: true, path: true } } },
    orderBy: { associationId: 'asc' },
  },
  diagnoses: {
    select: {
      id: true,
      diagnosedOn: true,
      method: true,
      score: true,
      result: true,
      diagnosedBy: true,
      note: true,
    },
    orderBy: [{ diagnosedOn: 'desc' }, { id: 'desc' }],
  },
  works: {
    select: {
      id: true,
      kind: true,
      completedOn: true,
      precision: true,
      cost: true,
      subsidy: true,
      scoreAfter: true,
      note: true,
    },
    orderBy: [{ completedOn: 'desc' }, { id: 'desc' }],
  },
  files: { select: fileSelect, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.HallSelect

type Row = Prisma.HallGetPayload<{ select: typeof select }>

function diagnosesOf(row: Row) {
  return row.diagnoses.map(({ diagnosedOn, score, ...rest }) => ({
    ...rest,
    on: dateToDay(diagnosedOn),
    score: thousandths(score),
  }))
}

function worksOf(row: Row) {
  return row.works.map(({ completedOn, precision, scoreAfter, ...rest }) => ({
    ...rest,
    done: { on: dateToDay(completedOn), precision },
    scoreAfter: thousandths(scoreAfter),
  }))
}

function filesOf(row: Row) {
  return row.files.map(({ thumbnailKey, ...file }) => ({ ...file, thumbnail: thumbnailKey !== null }))
}

export type HallDiagnosisView = ReturnType<typeof diagnosesOf>[number]
export type HallWorkView = ReturnType<typeof worksOf>[number]
export type HallFileView = ReturnType<typeof filesOf>[number]

async function inScopeOf(actor: Actor, right: Right, id: number): Promise<boolean> {
  if (scopesOf(actor, right).length === 0) return false
  return (await db.hall.count({ where: { id, ...hallsInScope(actor, right) } })) > 0
}

/**
 * The page of a hall. `inside` is there for officers with `hall.read` in scope and the city's staff only. A closed
 * hall is told of as closed.
 * @throws NotFound
 */
export async function hallView(actor: Actor, id: number) {
  const row = await db.hall.findUnique({ where: { id }, select })
  if (!row) throw new NotFound()
  const [mayRead, mayKeep] = await Promise.all([
    inScopeOf(actor, 'hall.read', id),
    inScopeOf(actor, 'hall.keep', id),
  ])
  const { registeredTo, privateNote, ...values } = hallValues(row)
  const record = seismicRecord(row)
  const files = filesOf(row)
  return {
    id: row.id,
    ...values,
    invented: row.invented,
    closedOn: row.closedOn && dateToDay(row.closedOn),
    district: row.district,
    associations: row.associations.map(({ association: { slug, name } }) => ({ slug, name })),
    standards: standardsOf(record),
    state: row.diagnosisPublic || mayRead ? stateOf(record) : null,
    /** Of the last diagnosis only what the keepers show */
    lastDiagnosis: row.diagnosisPublic
      ? (diagnosesOf(row).map(({ on, method, result }) => ({ on, method, result }))[0] ?? null)
      : null,
    photos: files.filter((file) => file.public),
    mayKeep,
    inside: mayRead
      ? {
          registeredTo,
          privateNote,
          diagnoses: diagnosesOf(row),
          works: worksOf(row),
          files: files.filter((file) => !file.public),
        }
      : null,
  }
}

/**
 * All that a keeper changes, with the version that guards it.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function hallForEdit(actor: Actor, id: number) {
  const row = await db.hall.findFirst({ where: { id, ...hallsInScope(actor, 'hall.keep') }, select })
  if (!row) return refuseHall(db, actor, id)
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    closedOn: row.closedOn && dateToDay(row.closedOn),
    values: hallValues(row),
    associations: row.associations.map(({ association }) => association.name),
    diagnoses: diagnosesOf(row),
    works: worksOf(row),
    files: filesOf(row),
    state: stateOf(seismicRecord(row)),
  }
}

/**
 * What an application for a grant is filled in with: the record, the seismic facts, and the associations that may
 * apply for it. Scores in thousandths, areas in hundredths of a square metre.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function hallForApplication(actor: Actor, id: number) {
  const row = await db.hall.findFirst({ where: { id, ...hallsInScope(actor, 'hall.read') }, select })
  if (!row) return refuseHall(db, actor, id)
  const seismic = seismicRecord(row)
  return {
    id: row.id,
    version: row.version,
    closedOn: row.closedOn && dateToDay(row.closedOn),
    ...hallValues(row),
    associations: row.associations.map(({ association }) => association),
    seismic,
    standards: standardsOf(seismic),
    state: stateOf(seismic),
    diagnoses: diagnosesOf(row),
    works: worksOf(row),
  }
}

/**
 * A stored file of a hall, with the rights of its hall: public photos for all, the rest for those who read the record.
 * @throws NotFound also where it is not for this person
 */
export async function hallFile(actor: Actor, id: string) {
  const file = await db.hallFile.findFirst({
    where: {
      id,
      ...(reachesAll(actor, 'hall.read')
        ? {}
        : { OR: [{ public: true }, { hall: hallsInScope(actor, 'hall.read') }] }),
    },
    select: { key: true, thumbnailKey: true, type: true, name: true, size: true, public: true },
  })
  if (!file) throw new NotFound()
  const { public: shared, ...rest } = file
  return { ...rest, shared }
}
