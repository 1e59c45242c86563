import { MAX_JOB_ID_LENGTH } from '#libs/jobs';
import { ApiParam } from '@nestjs/swagger';

/** The id in the path. The first example can be tried in every installation that has such a connection. */
export const JobIdParameter = () =>
  ApiParam({
    name: 'id',
    description: 'Job id: `<connection>~<key>`.',
    schema: {
      type: 'string',
      maxLength: MAX_JOB_ID_LENGTH,
      pattern: '^[a-z0-9][a-z0-9-]{0,38}~([A-Za-z0-9._-]+|~[A-Za-z0-9_-]+)$',
    },
    examples: {
      pointer: { summary: 'The latest operation of a session border controller', value: 'sbc-edge~last' },
      run: { summary: 'One job of a mainframe console', value: 'hmc-lab~86e44546-107f-11e1-bde0-0010184c8334' },
      encoded: {
        summary: 'A key with other characters',
        value: 'dm-prod~~cGF0aC0vRGF0YS9JbXBvcnRKb2JzL29yZGVycy5pbXA',
      },
    },
  });
