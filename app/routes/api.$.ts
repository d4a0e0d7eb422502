/** Any other address of the open interface: a refusal that a program can read. */
export { nothing as loader } from '~/modules/opendata/answer.server'
