export { conditionsBind } from './conditions'
export { describeExceptions, describeHours, describeSpans, usabilityDetail, weekOf } from './describe'
export {
  bearingOf,
  DETOUR,
  directionOf,
  directions,
  metresBetween,
  type Place,
  roundedDistance,
  walkingMinutes,
} from './distance'
export { hoursFields, hoursKinds } from './form'
export { isHoliday } from './holidays'
export { checkHours, hoursForm, hoursIn } from './hours-form'
export { normalHours, sameHours } from './normal'
export { callable } from './phone'
export { readHours } from './read'
export {
  type GivenAed,
  INVENTED_MARK,
  OWN_COLUMNS,
  STANDARD_COLUMNS,
  standardCells,
} from './standard'
export { alwaysOpen, usability, usableTonight } from './usability'
export { writeHours } from './write'
