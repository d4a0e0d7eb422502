export { describeExceptions, describeHours, describeSpans, usabilityDetail, weekOf } from './describe'
export {
  bearingOf,
  DETOUR,
  type Direction,
  directionOf,
  directions,
  METRES_PER_MINUTE,
  metresBetween,
  type Place,
  roundedDistance,
  walkingMinutes,
} from './distance'
export { isHoliday } from './holidays'
export { readHours } from './read'
export { alwaysOpen, spansOn, usability, usableTonight } from './usability'
export { normalHours, writeHours } from './write'
