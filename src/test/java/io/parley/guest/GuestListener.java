package io.parley.guest;

import io.parley.guard.GuardListener;
import jakarta.servlet.annotation.WebListener;

/** How a guest registers the listener without a web.xml. */
@WebListener
public final class GuestListener extends GuardListener {}
