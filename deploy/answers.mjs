// Health checks in a container without curl: node deploy/answers.mjs http://127.0.0.1:3000/health/ready
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(4000) }).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
