// What one would write in an afternoon: Express, a GET from Redis, res.json. node bare-express.server.mjs <JSON>
import express from 'express';
import { Redis } from 'ioredis';

const { redisUrl, prefix } = JSON.parse(process.argv[2]);
const redis = new Redis(redisUrl, { enableAutoPipelining: true });
const app = express();

app.get('/jobs', async (request, response) => {
  const names = await redis.zrevrange(`${prefix}index`, 0, Number(request.query.limit) - 1);
  const jobs = await redis.mget(names);
  response.json({ jobs: jobs.map((job) => JSON.parse(job)) });
});

app.get('/jobs/:id', async (request, response) => {
  const job = JSON.parse(await redis.get(`${prefix}${request.params.id}`));
  response.set('ETag', `W/"${job.revision}"`);
  response.json(job);
});

const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
