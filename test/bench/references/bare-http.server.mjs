// The least that Node.js can do: the same bytes and headers for every request. node bare-http.server.mjs <JSON file>
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const answers = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const byQuestion = new Map(
  answers.map(({ path, isConditional, status, headers, body }) => [
    question(path, isConditional),
    { status, headers, body: Buffer.from(body) },
  ]),
);

const server = createServer((request, response) => {
  const answer = byQuestion.get(question(request.url, request.headers['if-none-match'] !== undefined));
  if (!answer) return response.writeHead(404).end();
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));

function question(path, isConditional) {
  return isConditional ? `${path} if changed` : path;
}
