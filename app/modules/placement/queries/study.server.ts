/** 配置の検討 of the city as it is today, for staff of the city. Nothing is written. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { cityOutline, districts } from '~/modules/associations/queries.server'
import { pictureOf } from '../picture'
import { type Chosen, countAeds, estimate, instantsOf, type Judged, straightLine, study } from '../rules'
import { type Params, readParams } from '../schema'
import { aedsToCount, type Hall, hallsToStudy, people } from './city.server'

/** Halls that the page shows; the file has all. */
const SHOWN = 20

function shown({ site, ...judged }: Judged<Hall>) {
  const { id, name, address, district, designation, keepsAed, latitude, longitude } = site
  return { ...judged, hall: { id, name, address, district, designation, keepsAed, latitude, longitude } }
}

function shownChosen(chosen: Chosen<Hall>) {
  const { order, covered } = chosen
  return { ...shown(chosen), order, covered }
}

async function look(params: Params) {
  const [{ halls, placeless }, known, { points, source }] = await Promise.all([
    hallsToStudy(),
    aedsToCount(),
    people(params.persons),
  ])
  const instants = instantsOf(params.on, params.dayHour, params.nightHour)
  const { aeds, tally } = countAeds(known.aeds, instants, params.unknown)
  const { district } = params
  const asked = district === null ? halls : halls.filter((hall) => hall.districtId === district)
  const detour = params.detour / 100
  const answer = study({ points, aeds, halls: asked }, straightLine(detour), params)
  return { answer, points, source, aeds, tally, known, detour, halls: asked.length, placeless, instants }
}

/**
 * The study for the address of a page: figures, the halls by score, the next sites with their cost, and the maps.
 * @throws SignInNeeded, NotAllowed without the right `aed.plan`
 */
export async function placementStudy(actor: Actor, query: URLSearchParams) {
  requirePortalRight(actor, 'aed.plan')
  const [{ params, unread }, choices, outline] = await Promise.all([
    withDistrict(query, actor),
    districts(),
    cityOutline(),
  ])
  const seen = await look(params)
  const { answer, points, aeds, detour, known } = seen
  const chosen = answer.chosen.map(shownChosen)
  return {
    params,
    unread,
    districts: choices.map(({ id, name }) => ({ id, name })),
    instants: seen.instants,
    figures: { total: answer.total, before: answer.before, after: answer.after },
    halls: {
      all: seen.halls,
      placeless: seen.placeless,
      served: answer.served,
      candidates: answer.candidates.length,
    },
    aeds: { ...seen.tally, placeless: known.placeless, invented: known.invented },
    source: seen.source,
    candidates: answer.candidates.slice(0, SHOWN).map(shown),
    chosen,
    estimate: estimate(chosen.length, params.cost),
    each: estimate(1, params.cost),
    picture: pictureOf({
      outline,
      points,
      aeds,
      statesBefore: answer.statesBefore,
      statesAfter: answer.statesAfter,
      chosen: answer.chosen,
      reach: params.walk / detour,
    }),
  }
}

/**
 * All halls by score, and the chosen sites, for the files.
 * @throws SignInNeeded, NotAllowed without the right `aed.plan`
 */
export async function placementTable(actor: Actor, query: URLSearchParams) {
  requirePortalRight(actor, 'aed.plan')
  const { params } = await withDistrict(query, actor)
  const { answer } = await look(params)
  return { params, candidates: answer.candidates.map(shown), chosen: answer.chosen.map(shownChosen) }
}

/** The parameters; a district that does not exist is one that was not understood. */
async function withDistrict(query: URLSearchParams, actor: Actor) {
  const { params, unread } = readParams(query, actor.today)
  if (params.district === null) return { params, unread }
  const known = (await districts()).some(({ id }) => id === params.district)
  return known
    ? { params, unread }
    : { params: { ...params, district: null }, unread: [...unread, 'district'] }
}
