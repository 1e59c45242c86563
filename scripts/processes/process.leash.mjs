// Preloaded into every child (`node --import`). A child has a process group of its own, so that Ctrl-C reaches only the
// runner, which ends its children in order; should the runner itself be killed, the channel to it closes, and this
// ends the child.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
