# Checks of the project itself, as tests: they fail when a rule of docs/architecture.md is broken.

find_package(Python3 REQUIRED COMPONENTS Interpreter)

add_test(NAME layers COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/cmake/layers.py ${PROJECT_SOURCE_DIR})
add_test(NAME layers.finds_a_forbidden_include
         COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/cmake/layers_test.py)
add_test(NAME requirements
         COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/cmake/requirements.py ${PROJECT_SOURCE_DIR}
                 ${PROJECT_BINARY_DIR} $<TARGET_FILE:meterbench> ${CMAKE_CTEST_COMMAND})

# Every header compiles by itself.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
     firmware/*.h models/*.h harness/*.h reports/*.h benchmarks/*.h)
add_test(NAME headers_are_self_sufficient
         COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/cmake/headers.py ${PROJECT_SOURCE_DIR}
                 ${CMAKE_CXX_COMPILER} ${CMAKE_C_COMPILER} ${headers})
set_tests_properties(headers_are_self_sufficient PROPERTIES LABELS release_only TIMEOUT 600 PROCESSORS 2)

# Every shipped scenario, as `meterbench run` judges it.
file(GLOB_RECURSE scenarios CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} scenarios/*.yaml)
foreach(scenario ${scenarios})
    if(scenario MATCHES "/lib/")
        continue()
    endif()
    string(REGEX REPLACE "^scenarios/(.*)\\.yaml$" "\\1" name ${scenario})
    string(REPLACE "/" "." name ${name})
    add_test(NAME scenario.${name} COMMAND meterbench run ${scenario} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endforeach()

add_test(NAME run.same_fingerprint
         COMMAND ${PROJECT_SOURCE_DIR}/cmake/same_fingerprint.sh 20 $<TARGET_FILE:meterbench>)
add_test(NAME run.golden_values
         COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/cmake/golden.py $<TARGET_FILE:meterbench>
         WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
set_tests_properties(run.golden_values PROPERTIES LABELS release_only TIMEOUT 600 PROCESSORS 2)
add_test(NAME capture.tshark_dissects_a_run
         COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/cmake/dissect.py $<TARGET_FILE:meterbench>
         WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
# Without its tool it is skipped, and proves nothing (cmake/requirements.py).
set_tests_properties(capture.tshark_dissects_a_run PROPERTIES SKIP_RETURN_CODE 77 LABELS needs_tshark)
add_test(NAME docs.scenario_reference
         COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/cmake/scenario_reference.py $<TARGET_FILE:meterbench>)
