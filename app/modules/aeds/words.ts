/** What a list row and a popup say of an AED, beside its name and state. */
import { formatDay } from '~/platform/clock'
import type { Translate } from '~/platform/i18n'
import { usabilityDetail } from './rules'
import { directionOf, HERE, roundedDistance, walkingMinutes } from './rules/distance'
import type { ListedAed } from './schema'

/** Lines on one AED: until when, under which conditions, where inside, child pads, outdoors, when it was checked, reports, invented. */
export function factsOf(aed: ListedAed, at: Date, t: Translate, language: string): string[] {
  const detail = aed.notForPublic ? '' : usabilityDetail(aed.usability, at, t, language as never)
  return [
    detail,
    conditionsOf(aed, t),
    aed.position && t('aeds.list.position', { position: aed.position }),
    equipmentOf(aed, t),
    checkedWords(aed, t, language),
    aed.openReports > 0 ? t('aeds.state.open_reports', { count: aed.openReports }) : '',
    aed.invented ? t('aeds.list.invented') : '',
  ].filter((line) => line !== '')
}

/** 条件 of its hours, which no calendar can compute; empty when there are none. */
export function conditionsOf({ hours }: ListedAed, t: Translate): string {
  return hours?.conditions ? t('aeds.hours.conditions', { text: hours.conditions }) : ''
}

/** 小児対応, 屋外; what is not known is said, not left out. */
export function equipmentOf({ childPads, outdoors }: ListedAed, t: Translate): string {
  const known = (value: boolean | null) => (value === null ? 'unknown' : value ? 'yes' : 'no')
  return [t(`aeds.list.child_${known(childPads)}`), t(`aeds.list.outdoors_${known(outdoors)}`)].join(
    t('aeds.list.join'),
  )
}

/** 最終確認 */
export function checkedWords({ checkedOn }: ListedAed, t: Translate, language: string): string {
  return checkedOn
    ? t('aeds.list.checked', { day: formatDay(checkedOn, language) })
    : t('aeds.list.never_checked')
}

/** Below a pin, in one or two letters each: 小 小児対応, 外 屋外, 報 reports that wait. */
export function tagOf({ childPads, outdoors, openReports }: ListedAed, t: Translate): string {
  return [
    childPads && t('aeds.map.tag_child'),
    outdoors && t('aeds.map.tag_outdoors'),
    openReports > 0 && t('aeds.map.tag_reports'),
  ]
    .filter(Boolean)
    .join(' ')
}

/** 北東へ 直線 350m・歩いて約6分; empty where the distance is not known. */
export function distanceWords({ distance, bearing }: ListedAed, t: Translate): string {
  if (distance === undefined) return ''
  if (distance < HERE) return t('aeds.list.distance_here')
  const { unit, value } = roundedDistance(distance)
  return t('aeds.list.distance', {
    direction: t(`aeds.direction.${directionOf(bearing ?? 0)}`),
    distance: t(`aeds.list.distance_${unit}`, { value }),
    minutes: walkingMinutes(distance),
  })
}
