/** The description of the open interface (OpenAPI 3.1). */
export { description as loader } from '~/modules/opendata/answer.server'
