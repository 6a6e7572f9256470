#pragma once
// Precompiled for every test: what rooms get, and GoogleTest.

#include <gtest/gtest.h>

#include "pch.hpp"
