import { IsOptional, IsString } from 'class-validator';
import { ProblemException } from '../problems/problem.exception.js';
import { BodyPipe } from './body.pipe.js';

class WishDto {
  @IsString()
  id: string;

  @IsOptional()
  @IsString()
  name?: string;
}

const problemOf = async (body: unknown): Promise<ProblemException> => {
  try {
    await new BodyPipe().transform(body, { type: 'body', metatype: WishDto });
  } catch (error) {
    return error as ProblemException;
  }
  throw new Error('There was no problem.');
};

describe('the check of a body', () => {
  it('lists the first twenty of many unknown members, and their number', async () => {
    const members = Object.fromEntries(Array.from({ length: 9_000 }, (_, nth) => [`m${nth}`, 1]));
    const { detail, more } = await problemOf(members);
    expect(more.errors).toHaveLength(20);
    expect(more.errors![0]).toEqual({ pointer: '/m0', detail: 'There is no such member.' });
    expect(detail).toContain('20 of 9000');
  });

  it('names all of a few', async () => {
    const { detail, more } = await problemOf({ name: 5 });
    expect(more.errors!.map(({ pointer }) => pointer)).toEqual(['/id', '/name']);
    expect(detail).not.toMatch(/\d/);
  });
});
