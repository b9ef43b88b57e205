package io.parley.guest;

import io.parley.guard.GuardListener;
import jakarta.servlet.annotation.WebListener;

/** A guest's way to have the listener without a web.xml element for it. */
@WebListener
public final class GuestListener extends GuardListener {}
